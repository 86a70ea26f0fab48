using System.Text;
using CsCheck;

namespace AliLogOps.Client.Tests;

public class TextCacheTests
{
    [Fact]
    public void Gives_the_text_of_the_bytes_whatever_came_before()
    {
        Gen<string> text = Gen.OneOf(Gen.String[0, 60], Gen.String.AlphaNumeric, Gen.Int[0, 3000].Select(number => "value-" + number), Gen.Int[0, 3000].Select(number => number + "-suffix of some length"));
        text.List[1, 50].Sample(texts =>
        {
            TextCache cache = new();
            foreach (string item in texts.Concat(texts))
            {
                byte[] bytes = Encoding.UTF8.GetBytes(item);
                Assert.Equal(Encoding.UTF8.GetString(bytes), cache.Get(bytes));
            }
        });
    }

    [Fact]
    public void Gives_one_string_for_one_text()
    {
        TextCache cache = new();

        Assert.Same(cache.Get("hostname"u8), cache.Get("hostname"u8));
        Assert.Same(cache.Get("a"u8), cache.Get("a"u8));
        Assert.Same(string.Empty, cache.Get([]));
    }
}
