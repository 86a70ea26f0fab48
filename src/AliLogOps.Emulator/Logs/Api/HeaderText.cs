using System.Globalization;
using System.Text;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>Text as a header can carry it: what is not printable ASCII becomes a JSON escape.</summary>
internal static class HeaderText
{
    public static string Encode(string text)
    {
        if (text.All(c => c is >= ' ' and <= '~'))
        {
            return text;
        }
        StringBuilder encoded = new(text.Length + 16);
        foreach (char c in text)
        {
            if (c is >= ' ' and <= '~')
            {
                encoded.Append(c);
            }
            else
            {
                encoded.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
        }
        return encoded.ToString();
    }
}
