-- version: 1.0.0
-- description: Everybody online has read their channels to the end; the others stopped at the weekend
-- depends: development/10_status, development/25_messages
-- requires: 20250111231125
-- tables: channel_members

UPDATE channel_members
SET last_read_id = (
    SELECT max(messages.id) FROM messages
    WHERE messages.channel_id = channel_members.channel_id
      AND (messages.sent_at < '2025-01-11T00:00:00Z' OR channel_members.user_id IN (
          SELECT user_id FROM user_status WHERE presence = 'online'))
);
