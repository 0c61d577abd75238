from django.db import migrations
from wms.platform.schemas import MoveToSchema


class Migration(migrations.Migration):
    dependencies = [("consumers", "0001_members_say_that_they_live_and_letters_are_known")]

    operations = [
        MoveToSchema(
            "platform",
            {
                "MemberMark": "member_marks",
                "GroupAway": "groups_away",
                "DeadLetter": "dead_letters",
            },
        ),
    ]
