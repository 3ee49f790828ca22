"""The tables, and the steps from each earlier form of them to the present one."""

import sqlite3

STEPS = (
    # 1: as first released
    """
    create table if not exists inbox(
        id integer primary key, lane text not null, quick integer not null, body text not null,
        state text not null, at integer not null);
    create table if not exists turns(
        id integer primary key, talk text not null, user integer not null, at integer not null,
        question text not null, body text not null);
    create table if not exists breaks(talk text primary key, after integer not null);
    create table if not exists ratings(
        turn integer, citation integer, user integer, value integer not null,
        primary key(turn, citation, user));
    create table if not exists shown(
        chat integer, message integer, turn integer not null, primary key(chat, message));
    create table if not exists facts(key text primary key, value text not null);
    """,
    # 2: turns have numbers of their own, for update ids may begin anew; what goes out is kept
    """
    drop index if exists inbox_open;
    alter table inbox rename to inbox_1;
    create table inbox(
        seq integer primary key autoincrement, id integer not null unique, queue text not null,
        quick integer not null, body text not null, state text not null, at real not null);
    insert into inbox(id, queue, quick, body, state, at)
        select id, lane, quick, body, replace(state, 'sending', 'waiting'), at
        from inbox_1 order by id;
    drop table inbox_1;
    create index inbox_open on inbox(state) where state <> 'done';

    alter table turns rename to turns_1;
    drop index if exists turns_talk;
    create table turns(
        id integer primary key autoincrement, conversation text not null, person integer not null,
        at integer not null, question text not null, body text not null);
    insert into turns select id, talk, user, at, question, body from turns_1;
    drop table turns_1;
    create index turns_conversation on turns(conversation, id);
    create index turns_person on turns(person);
    alter table breaks rename column talk to conversation;
    update breaks set after = min(after, (select coalesce(max(id), 0) from turns));
    alter table ratings rename column user to person;

    create table outbox(
        id integer primary key autoincrement, queue text not null, chat integer not null,
        body text not null, file blob not null, state text not null, at real not null,
        due real not null, tries integer not null, person integer not null, why text not null);
    create index outbox_queue on outbox(queue, id) where state in ('waiting', 'sending');
    create index outbox_lost on outbox(chat) where state not in ('waiting', 'sending');

    create table access(id integer primary key, is_allowed integer not null, at real not null);
    create table pairings(code text primary key, id integer not null unique, at real not null);
    create table counters(name text primary key, value real not null);
    """,
)


def migrate(file: sqlite3.Connection) -> None:
    """Brings the tables to the present form; a step is taken whole or not at all.

    Raises:
        sqlite3.Error: The file cannot be written, or is none of ours.
    """
    ((version,),) = file.execute("pragma user_version")
    for number, step in enumerate(STEPS[version:], version + 1):
        file.executescript(f"begin; {step}; pragma user_version={number}; commit;")
