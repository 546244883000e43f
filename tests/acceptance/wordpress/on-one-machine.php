<?php
// What lets WordPress ping a site on the same machine, and nothing else is changed:
// it refuses private addresses and unusual ports, and here everything has one of both.
add_filter('http_request_host_is_external', '__return_true');
add_filter('http_allowed_safe_ports', function ($ports) {
    return array_merge($ports, array((int) getenv('TEST_SITE_PORT')));
});
// No name server knows this blog: it reaches itself, to do what is due, by its address.
add_filter('cron_request', function ($request) {
    $request['url'] = 'http://127.0.0.1:' . getenv('TEST_BLOG_PORT') . '/wp-cron.php?doing_wp_cron='
        . $request['key'];
    return $request;
});
