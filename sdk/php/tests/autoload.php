<?php

declare(strict_types=1);

// What Composer's autoloader does for this package.
spl_autoload_register(function (string $class): void {
    $prefix = 'SopranoExchange\\';
    if (str_starts_with($class, $prefix)) {
        require dirname(__DIR__) . '/src/' . str_replace('\\', '/', substr($class, strlen($prefix))) . '.php';
    }
});
