-- Renditions made ahead now include the JPEG that search engines and shared links are told of. Every picture is looked at
-- once more; what is there is not made again.
UPDATE picture SET made_ahead = 0, in_hand_until = 0;
