using System.Text;

namespace AliLogOps.Client.Tests;

public class LogFieldsTests
{
    private static readonly KeyValuePair<string, string>[] s_pairs = [new("host", "a"), new("msg", "first"), new("host", "again")];

    [Fact]
    public void Fields_are_what_they_were_made_from()
    {
        LogFields fields = LogFields.From(s_pairs);

        Assert.Equal(s_pairs, fields);
        Assert.Equal(s_pairs.Length, fields.Count);
        Assert.Equal(s_pairs[2], fields[2]);
        Assert.Same(fields, LogFields.From(fields));
        Assert.Empty(LogFields.From([]));
    }

    [Fact]
    public void Logs_with_the_same_names_share_them_whatever_stood_between()
    {
        FieldCollector collector = new();
        LogFieldNames first = Take(collector, "a", "b").Names;
        LogFieldNames longer = Take(collector, "a", "b", "c").Names;
        LogFieldNames shorter = Take(collector, "a").Names;
        LogFieldNames turned = Take(collector, "b", "a").Names;

        Assert.Same(first, Take(collector, "a", "b").Names);
        Assert.Same(first, Take(new FieldCollector(), "a", "b").Names);
        Assert.Same(first, LogFieldNames.For(["a", "b"]));
        Assert.Equal([["a", "b"], ["a", "b", "c"], ["a"], ["b", "a"]], new[] { first, longer, shorter, turned }.Select(names => names.ToArray()));
    }

    [Fact]
    public void Values_are_their_own_also_when_they_follow_equal_ones()
    {
        FieldCollector collector = new();
        List<LogFields> taken = [];
        foreach (string value in new[] { "same", "same", "other", "größe", "größe", "" })
        {
            collector.Add("name"u8, Encoding.UTF8.GetBytes(value));
            taken.Add(collector.Take());
        }

        Assert.Equal(["same", "same", "other", "größe", "größe", ""], taken.Select(fields => fields[0].Value));
    }

    [Fact]
    public void Bytes_that_are_no_text_become_replacement_characters()
    {
        FieldCollector collector = new();
        for (int i = 0; i < 2; i++)
        {
            collector.Add([0x61, 0xff], [0xc3]);
            Assert.Equal(new KeyValuePair<string, string>("a\ufffd", "\ufffd"), Assert.Single(collector.Take()));
        }
    }

    [Fact]
    public void More_fields_than_one_log_had_before_find_room()
    {
        FieldCollector collector = new();
        string[] names = [.. Enumerable.Range(0, 100).Select(number => $"field{number}")];

        Assert.Equal(names, Take(collector, names).Names);
        Assert.Equal(names, Take(collector, names).Select(field => field.Value));
    }

    [Fact]
    public void A_full_table_gives_names_of_their_own_and_goes_on_sharing_what_it_has()
    {
        FieldNameTable table = new(100);
        FieldCollector collector = new(table);
        LogFieldNames early = Take(collector, "early").Names;
        for (int number = 0; number < 500; number++)
        {
            Assert.Equal($"key{number}", Assert.Single(Take(collector, $"key{number}")).Key);
        }

        Assert.Same(early, Take(collector, "early").Names);
        Assert.NotSame(table.Get(["key499"]), table.Get(["key499"]));
    }

    private static LogFields Take(FieldCollector collector, params string[] names)
    {
        foreach (string name in names)
        {
            collector.Add(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(name));
        }

        return collector.Take();
    }
}
