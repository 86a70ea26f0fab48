using System.Text.Json;
using AliLogOps.Emulator.Faults;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Tests.Faults;

/// <summary>Which requests a rule hits.</summary>
public class FaultDialTests
{
    [Fact]
    public void Skip_every_and_count_choose_requests_by_number()
    {
        Assert.Equal([2, 4], Hits("""{"effect":"resetBefore","skip":1,"every":2,"count":2}""", 10));
        Assert.Equal([0], Hits("""{"effect":"resetBefore","count":1}""", 10));
        Assert.Equal([5, 6, 7, 8, 9], Hits("""{"effect":"resetBefore","skip":5}""", 10));
    }

    [Fact]
    public void The_same_seed_gives_the_same_faults_and_another_gives_others()
    {
        string Rule(int seed)
        {
            return $$"""{"effect":"resetBefore","probability":0.3,"seed":{{seed}}}""";
        }
        List<int> hits = Hits(Rule(7), 1000);
        Assert.Equal(hits, Hits(Rule(7), 1000));
        Assert.NotEqual(hits, Hits(Rule(8), 1000));
        Assert.InRange(hits.Count, 250, 350);
    }

    [Fact]
    public void The_first_rule_that_hits_decides_and_all_fitting_rules_count()
    {
        FaultDial dial = new();
        dial.Set(Read(dial, """{"name":"a","effect":"resetBefore","operations":["getlogs*"],"every":2}"""));
        dial.Set(Read(dial, """{"name":"b","effect":"html","project":"p-*","logstore":"s?"}"""));
        Assert.Equal("b", dial.Decide("GetLogsV2", "p-1", "s1")?.Name);
        Assert.Equal("a", dial.Decide("GetLogs", "p-1", "s1")?.Name);
        Assert.Null(dial.Decide("ListProject", null, null));
        Assert.Null(dial.Decide("CreateIndex", "p-1", "s10"));
        Assert.Equal([(2L, 1), (2L, 1)], dial.Rules.Select(rule => (rule.Matched, rule.Fired)));
        dial.Set(Read(dial, """{"name":"a","effect":"resetAfter"}"""));
        Assert.Equal(["a", "b"], dial.Rules.Select(rule => rule.Rule.Name));
        Assert.Equal(0, dial.Rules[0].Matched);
        Assert.True(dial.Remove("a"));
        Assert.False(dial.Remove("a"));
    }

    [Theory]
    [InlineData("""{}""", "effect is lacking")]
    [InlineData("""[]""", "must be an object")]
    [InlineData("""{"effect":"boom"}""", "'boom' is unknown; known are error")]
    [InlineData("""{"effect":"error"}""", "code is lacking")]
    [InlineData("""{"effect":"error","code":"Odd"}""", "'Odd' is none whose status is known")]
    [InlineData("""{"effect":"error","code":"ServerBusy","status":200}""", "[400, 599]")]
    [InlineData("""{"effect":"resetBefore","code":"ServerBusy"}""", "code has no meaning with the effect resetBefore")]
    [InlineData("""{"effect":"slowBody","delaySeconds":0}""", "delaySeconds 0 is invalid")]
    [InlineData("""{"effect":"html","every":0}""", "every 0 is invalid")]
    [InlineData("""{"effect":"html","probability":1.5}""", "probability 1.5 is invalid")]
    [InlineData("""{"effect":"html","operations":["PutLog"]}""", "'PutLog', which fits no operation")]
    [InlineData("""{"effect":"html","sometimes":true}""", "'sometimes' is no member")]
    [InlineData("""{"effect":"html","name":"a/b"}""", "name 'a/b' is invalid")]
    [InlineData("""{"effect":"html","status":204}""", "status 204 is invalid")]
    [InlineData("""{"effect":"html","status":205}""", "status 205 is invalid")]
    [InlineData("""{"effect":"html","status":304}""", "status 304 is invalid")]
    [InlineData("""{"effect":"redirect","status":304}""", "status 304 is invalid")]
    [InlineData("""{"effect":"redirect","location":""}""", "location '' is invalid")]
    [InlineData("""{"effect":"redirect","location":"http://a/\u00e9"}""", "percent-encode")]
    [InlineData("""{"effect":"redirect","location":"a\r\nb: c"}""", "percent-encode")]
    public void A_wrong_rule_is_refused_with_its_member_and_the_rule(string json, string message)
    {
        FaultDial dial = new();
        SlsException problem = Assert.Throws<SlsException>(() => Read(dial, json));
        Assert.Equal((400, "InvalidParameter"), (problem.Error.Status, problem.Error.Code));
        Assert.Contains(message, problem.Error.Message, StringComparison.Ordinal);
    }

    private static List<int> Hits(string json, int requests)
    {
        FaultDial dial = new();
        dial.Set(Read(dial, json));
        return [.. Enumerable.Range(0, requests).Where(_ => dial.Decide("GetLogs", "p", "l") is not null)];
    }

    private static FaultRule Read(FaultDial dial, string json)
    {
        return FaultRuleReader.Read(JsonDocument.Parse(json).RootElement, ["GetLogs", "GetLogsV2", "PostLogStoreLogs"], dial.NewName);
    }
}
