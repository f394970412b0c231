// What the full text search looks in: the words of each sentence, as spoken and without personal data apart.
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  // How words of a language are reduced to their stems; what has no rules of its own is only folded to lower case.
  sql`create function search_configuration(language_code text) returns regconfig
    language sql immutable parallel safe
    return case split_part(lower(language_code), '-', 1)
      when 'da' then 'pg_catalog.danish'::regconfig
      when 'de' then 'pg_catalog.german'::regconfig
      when 'en' then 'pg_catalog.english'::regconfig
      when 'es' then 'pg_catalog.spanish'::regconfig
      when 'fr' then 'pg_catalog.french'::regconfig
      when 'it' then 'pg_catalog.italian'::regconfig
      when 'nl' then 'pg_catalog.dutch'::regconfig
      when 'no' then 'pg_catalog.norwegian'::regconfig
      when 'pt' then 'pg_catalog.portuguese'::regconfig
      when 'sv' then 'pg_catalog.swedish'::regconfig
      else 'pg_catalog.simple'::regconfig
    end`,
  // A word that no text can hold (words of texts are in lower case): it keeps accounts and languages apart within
  // the index. Two accounts may share one; the search compares whole sids as well.
  sql`create function search_scope(account_sid text, language_code text) returns text
    language sql immutable parallel safe
    return left(account_sid, 14) || '/' || split_part(lower(language_code), '-', 1)`,
  sql`create function search_document(account_sid text, language_code text, body text) returns tsvector
    language sql immutable parallel safe
    return to_tsvector(search_configuration(language_code), body)
      || array_to_tsvector(array[search_scope(account_sid, language_code)])`,
  // No text: what is shown is read from the sentences. redacted is null where the transcript was made without
  // redaction, and nowhere else. Encrypted transcripts have no rows.
  sql`create table sentence_search (
    transcript_sid text collate "C" not null references transcripts (sid) on delete cascade,
    sentence_index integer not null,
    media_channel integer not null,
    spoken tsvector not null,
    redacted tsvector,
    primary key (transcript_sid, sentence_index)
  )`,
  sql`insert into sentence_search (transcript_sid, sentence_index, media_channel, spoken, redacted)
    select one.transcript_sid, one.sentence_index, one.media_channel,
      search_document(whole.account_sid, whole.language_code, one.transcript),
      case when whole.redaction
        then search_document(whole.account_sid, whole.language_code, coalesce(one.redacted ->> 'text', '')) end
    from sentences one join transcripts whole on whole.sid = one.transcript_sid
    where whole.encryption_credential_sid is null`,
  // Apart, so that a search in one never reads entries of another: without personal data; as spoken where there is
  // nothing else; as spoken where that is to be seen by some only.
  sql`create index sentence_search_redacted on sentence_search using gin (redacted) where redacted is not null`,
  sql`create index sentence_search_open on sentence_search using gin (spoken) where redacted is null`,
  sql`create index sentence_search_personal on sentence_search using gin (spoken) where redacted is not null`,
  sql`create index transcripts_languages on transcripts (account_sid, language_code)`,
]

/** Makes the words of all sentences searchable. */
export const sentenceSearch: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await statement.execute(database)
  },
}
