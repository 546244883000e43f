<?php
// The configuration of the test's own WordPress. Nothing it does leaves this machine.
define('DB_NAME', 'blog');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:' . getenv('TEST_BLOG_SOCKET'));
define('DB_CHARSET', 'utf8mb4');
define('WP_HOME', 'http://' . getenv('TEST_BLOG_HOST'));
define('WP_SITEURL', WP_HOME);
define('WP_CONTENT_DIR', ABSPATH . 'wp-content');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('WP_ACCESSIBLE_HOSTS', '127.0.0.1');
define('AUTOMATIC_UPDATER_DISABLED', true);
$table_prefix = 'wp_';
require_once ABSPATH . 'wp-settings.php';
