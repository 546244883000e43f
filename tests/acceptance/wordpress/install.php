<?php
// What a blogger does once in the browser: the five-minute installation.
$_SERVER['HTTP_HOST'] = getenv('TEST_BLOG_HOST');
define('WP_INSTALLING', true);
function wp_mail() { return true; }
require getenv('TEST_BLOG_FOLDER') . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Emil writes', 'emil', 'emil@blog.example', true, '', getenv('TEST_BLOG_PASSWORD'));
update_option('ping_sites', '');
update_option('permalink_structure', '/%postname%/');
