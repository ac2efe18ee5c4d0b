using Weft.Protocols.Isis;

namespace Weft.Protocols.Tests.Isis;

public sealed class IsisAlarmTests
{
    [Fact]
    public void Every_alarm_has_a_text_of_its_own_that_names_its_subject()
    {
        string[] texts = [.. Enum.GetValues<IsisAlarmReason>().Select(static reason => new IsisAlarm(reason, "fab7").Text)];
        Assert.Distinct(texts);
        Assert.All(texts, static text => Assert.Contains("fab7", text, StringComparison.Ordinal));
    }
}
