using System.Text;

namespace AliLogOps.Emulator.Query;

/// <summary>The Han blocks of Unicode.</summary>
internal static class ChineseCharacters
{
    public static bool Contains(Rune rune)
    {
        return rune.Value is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x323AF);
    }
}
