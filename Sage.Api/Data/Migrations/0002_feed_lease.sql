-- Who reads the exchanges and writes the market's data: one process at a time. Only the database's clock counts. The token
-- rises with every change of the holder; a writer checks in its own transaction that its token is still the one here.
create table feed_lease (
  name       text        primary key,
  token      bigint      not null,
  holder     text        not null,
  expires_at timestamptz not null
);
