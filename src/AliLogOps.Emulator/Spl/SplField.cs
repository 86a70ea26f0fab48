using AliLogOps.Emulator.Query;
using AliLogOps.Emulator.Sql;

namespace AliLogOps.Emulator.Spl;

/// <summary>A field of a log on its way through a script.</summary>
/// <param name="Value">A long, a double, the UTF-8 bytes of a text, or null.</param>
internal readonly record struct SplField(string Name, SqlType Type, object? Value)
{
    public static SplField OfText(string name, byte[] value)
    {
        return new SplField(name, SqlType.Varchar, value);
    }

    /// <summary>The value as an answer has it, spelled as SQL spells it; null for none.</summary>
    public byte[]? Text()
    {
        return Value switch
        {
            null => null,
            byte[] text when Type.Kind is not (SqlKind.Array or SqlKind.Map) => text,
            byte[] text => Utf8Text.Bytes(SqlText.Of(Utf8Text.String(text), Type)),
            _ => Utf8Text.Bytes(SqlText.Of(Value, Type)),
        };
    }
}
