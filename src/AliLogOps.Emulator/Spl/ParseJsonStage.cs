using System.Text.Json;
using AliLogOps.Emulator.Query;
using AliLogOps.Emulator.Sql;
using AliLogOps.Emulator.Sql.Functions;

namespace AliLogOps.Emulator.Spl;

/// <summary>
/// Makes fields of the first level of a JSON object (Log Service documentation, "Instructions for extracting semi-structured data"). A
/// value that is no JSON object is left as it is; a member that is null makes no field («unconfirmed»).
/// </summary>
/// <param name="isText">Tells fields that are no numbers or the like: only those are overwritten.</param>
internal sealed class ParseJsonStage(ParseJsonCommand command, Predicate<string> isText) : SplStage
{
    public override SplOutcome Apply(SplRecord record)
    {
        if (!isText(command.Field) || record.Value(command.Field) is not byte[] text)
        {
            return SplOutcome.Kept;
        }
        using JsonDocument? document = SqlJson.TryParse(Utf8Text.String(text));
        JsonElement? found = document is null || command.Path is null ? document?.RootElement : command.Path.Find(document.RootElement);
        if (found is not { ValueKind: JsonValueKind.Object } element)
        {
            return SplOutcome.Kept;
        }
        try
        {
            foreach (JsonProperty member in element.EnumerateObject())
            {
                if (member.Value.ValueKind != JsonValueKind.Null && isText(member.Name))
                {
                    record.Set(SplField.OfText(member.Name, Utf8Text.Bytes(TextOf(member.Value))));
                }
            }
        }
        catch (InvalidOperationException)
        {
            // half of a surrogate pair: no text
            return SplOutcome.Failed;
        }
        return SplOutcome.Kept;
    }

    private static string TextOf(JsonElement value)
    {
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => SqlJson.Text(value),
        };
    }
}
