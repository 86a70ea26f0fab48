using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Storage;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>
/// DeleteLogs: the logs of a query or a row id are found no more; whoever pulls still gets them (Log Service API: DeleteLogs; Log Service
/// documentation, "Modify and delete log data"). Deleting again affects nothing and is no error.
/// </summary>
internal sealed class DeleteLogsOperation(LogServices logs)
{
    public SlsResult Delete(OperationContext context)
    {
        LogstoreRecord logstore = logs.Logstore(context);
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.ParameterInvalid);
        RowSelection rows = RowSelectionReader.Read(logs, logstore, context, body);
        return AffectedRows.Answer(LogServices.Changing(logstore, () => logs.Changes.Delete(rows)));
    }
}
