-- version: 1.0.0
-- description: Everybody online has read their channels to the end; the others stopped at the weekend
-- depends: development/10_status, development/25_messages
-- requires: 20250111231125
-- tables: channel_members

WITH ends AS (
    SELECT channel_members.channel_id, channel_members.user_id, max(messages.id) AS message_id
    FROM channel_members
    JOIN messages ON messages.channel_id = channel_members.channel_id
    WHERE messages.sent_at < '2025-01-11T00:00:00Z'
       OR messages.sent_at < '2025-01-14T00:00:00Z' AND channel_members.user_id IN (
          SELECT user_id FROM user_status WHERE presence = 'online')
    GROUP BY channel_members.channel_id, channel_members.user_id
)
UPDATE channel_members
SET last_read_id = ends.message_id
FROM ends
WHERE ends.channel_id = channel_members.channel_id
  AND ends.user_id = channel_members.user_id
  AND (channel_members.last_read_id IS NULL OR channel_members.last_read_id <> ends.message_id);
