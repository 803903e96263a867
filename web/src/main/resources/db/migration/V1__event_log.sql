-- One append-only table of events: the only state that must survive.
create table event (
    stream          varchar(64)  not null,
    seq             bigint       not null,
    tick            integer      not null,
    wall_millis     bigint       not null,
    actor           varchar(100) not null,
    kind            varchar(40)  not null,
    version         integer      not null,
    idempotency_key varchar(200),
    body            varchar(1000000) not null,
    primary key (stream, seq),
    unique (stream, idempotency_key)
);

-- A run as its person finds it again; what it is stands in its first event.
create table run (
    id             varchar(64)  primary key,
    person         varchar(64)  not null,
    drill          varchar(100) not null,
    created_millis bigint       not null
);
create index run_person on run (person, created_millis);

-- Files that start events pin by their digest.
create table document (
    digest varchar(64) primary key,
    kind   varchar(40) not null,
    body   varchar(10000000) not null
);

-- What people looked at: no part of the world, may lose its last second.
create table view_log (
    stream      varchar(64)  not null,
    tick        integer      not null,
    wall_millis bigint       not null,
    actor       varchar(100) not null,
    body        varchar(100000) not null
);
create index view_log_stream on view_log (stream, tick);
