using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Logs.Wire;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>
/// UpdateLogs: changes the contents of the logs of a query or a row id for those who query; whoever pulls gets them as they were written
/// (Log Service API: UpdateLogs; Log Service documentation, "Modify and delete log data"). «unconfirmed»: a log that the update leaves as
/// it is does not count as affected.
/// </summary>
internal sealed class UpdateLogsOperation(LogServices logs)
{
    public SlsResult Update(OperationContext context)
    {
        LogstoreRecord logstore = logs.Logstore(context);
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.ParameterInvalid);
        RowSelection rows = RowSelectionReader.Read(logs, logstore, context, body);
        LogEdit edit = LogEditReader.Read(body);
        return AffectedRows.Answer(LogServices.Changing(logstore, () => logs.Changes.Update(rows, edit)));
    }
}
