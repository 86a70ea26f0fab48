using System.Management.Automation;

namespace AliLogOps.Transformations;

/// <summary>
/// Words without quotes that the language takes for numbers: <c>-Last 1d</c> arrives as the decimal 1, <c>90s</c> as a 16-bit 90.
/// The engine remembers what was typed and gives it back when the value is converted to text.
/// </summary>
internal static class BareWord
{
    /// <summary>The value as it should be read: the typed text when it is more than the number says, else the value without wrapper.</summary>
    public static object? Read(object? input)
    {
        if (input is not PSObject wrapped)
        {
            return input;
        }

        if (wrapped.BaseObject is short or ushort or sbyte or byte or decimal or int or long or uint or ulong
            && LanguagePrimitives.TryConvertTo<string>(input, out var typed)
            && typed.Length > 0
            && char.IsAsciiLetter(typed[^1]))
        {
            return typed;
        }

        return wrapped.BaseObject;
    }
}
