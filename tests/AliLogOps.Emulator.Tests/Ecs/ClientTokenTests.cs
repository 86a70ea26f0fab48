using System.Globalization;
using AliLogOps.Emulator.Ecs;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Storage;
using AliLogOps.Emulator.Tests.Support;
using Microsoft.Data.Sqlite;

namespace AliLogOps.Emulator.Tests.Ecs;

/// <summary>What a client token stands for: one success, as long as it is remembered.</summary>
public sealed class ClientTokenTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private readonly ClientTokens _tokens = new();
    private readonly Database _database = fixture.Emulator.Services.Database;
    private int _runs;

    [Fact]
    public void A_repeat_gets_the_first_answer_and_acts_no_more()
    {
        Assert.Equal("1", Once("token", "a"));
        Assert.Equal("1", Once("token", "a"));
        Assert.Equal("2", Once("", "a"));
        Assert.Equal("3", Once("", "a"));
        Assert.Equal("IdempotentParameterMismatch", Assert.Throws<EcsException>(() => Once("token", "b")).Error.Code);
        Assert.Equal("InvalidParameter", Assert.Throws<EcsException>(() => Once(new string('x', 65), "a")).Error.Code);
    }

    [Fact]
    public void What_failed_or_was_not_committed_is_done_by_its_repeat()
    {
        Assert.Throws<InvalidOperationException>(() => Once("token", "a", _ => throw new InvalidOperationException("no")));
        // the violation shows at the commit only, as a full disk may
        Assert.Throws<SqliteException>(() => Once("token", "a", session =>
        {
            session.Execute("PRAGMA defer_foreign_keys = ON");
            session.Execute("INSERT INTO index_version (logstore_id, document) VALUES (-1, '')");
        }));
        Assert.Equal("3", Once("token", "a"));
        Assert.Equal("3", Once("token", "a"));
    }

    [Fact]
    public void The_oldest_are_forgotten_when_there_are_ten_thousand()
    {
        for (int i = 0; i <= 10_000; i++)
        {
            Once(i.ToString(CultureInfo.InvariantCulture), "a");
        }
        Assert.Equal("2", Once("1", "a"));
        Assert.Equal("10002", Once("0", "a"));
    }

    private string Once(string token, string parameter, Action<DatabaseSession>? work = null)
    {
        SlsRequest request = Requests.Of("POST", "/", [("ClientToken", token), ("Name", parameter)]);
        return _tokens.Once(_database, "CreateSecurityGroup", new EcsParameters(request), session =>
        {
            _runs++;
            work?.Invoke(session);
            return _runs.ToString(CultureInfo.InvariantCulture);
        });
    }
}
