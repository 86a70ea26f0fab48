using System.Text.Json;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>A row of an answer: a log, or a row of SQL.</summary>
internal interface IAnswerRow
{
    /// <summary>Writes the row as a flat JSON object of texts.</summary>
    public void Write(Utf8JsonWriter json);
}
