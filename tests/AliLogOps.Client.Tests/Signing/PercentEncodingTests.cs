using CsCheck;

namespace AliLogOps.Client.Tests;

public class PercentEncodingTests
{
    [Theory]
    [InlineData("123abc!@#$%^&*()-=_+ ~|\\/", "123abc%21%40%23%24%25%5E%26%2A%28%29-%3D_%2B%20~%7C%5C%2F")]
    [InlineData("", "")]
    [InlineData("你好", "%E4%BD%A0%E5%A5%BD")]
    [InlineData("😀", "%F0%9F%98%80")]
    [InlineData("azAZ09-_.~", "azAZ09-_.~")]
    public void Encodes_all_but_the_unreserved_characters(string text, string expected)
    {
        using Utf8Text bytes = new();

        Assert.Equal(expected, PercentEncoding.Encode(text));
        Assert.Equal(expected, bytes.AppendEncoded(text).ToString());
    }

    [Fact]
    public void Decodes_to_what_was_encoded() =>
        Gen.String.Where(text => !text.Any(char.IsSurrogate)).Sample(text => Assert.Equal(text, Uri.UnescapeDataString(PercentEncoding.Encode(text))));

    [Fact]
    public void Grows_with_long_text()
    {
        using Utf8Text text = new();
        string part = new('ü', 5000);

        text.Append(part).Append('x').AppendEncoded(part).AppendHex(new byte[3000]);

        Assert.Equal(part + "x" + string.Concat(Enumerable.Repeat("%C3%BC", 5000)) + new string('0', 6000), text.ToString());
    }

    [Fact]
    public void Orders_text_as_its_UTF_8_bytes() =>
        Gen.Select(Gen.String, Gen.String).Sample((left, right) =>
        {
            int expected = System.Text.Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(right));
            bool lonely = left.Any(char.IsSurrogate) || right.Any(char.IsSurrogate);
            Assert.True(lonely || Math.Sign(expected) == Math.Sign(CodePointOrder.Compare(left, right)));
        });

    [Fact]
    public void Orders_surrogate_pairs_after_the_last_characters_of_the_basic_plane() =>
        Assert.True(CodePointOrder.Compare("\uFFFD", "😀") < 0);
}
