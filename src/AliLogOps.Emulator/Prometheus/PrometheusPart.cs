using AliLogOps.Emulator.Control;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Api;

namespace AliLogOps.Emulator.Prometheus;

/// <summary>Remote write into metric stores; what Prometheus asks of them is known by name only.</summary>
internal sealed class PrometheusPart : IEmulatorPart
{
    private const string Api = PrometheusAnswers.Prefix + "{project}/{metricstore}/api/v1";

    public void Register(OperationTable operations, ControlRoutes control, EmulatorServices services)
    {
        GroupIntake intake = new(services.Logs);
        services.Logstores.Deleted += logstore => intake.Forget(logstore.Id);
        operations.Add(new Operation
        {
            Name = "PrometheusRemoteWrite",
            Method = "POST",
            Path = new PathTemplate(Api + "/write"),
            Host = HostForm.Any,
            Body = BodyKind.Raw,
            Handler = new RemoteWriteOperation(intake).WriteAsync,
        });
        foreach (string method in (string[])["GET", "POST"])
        {
            operations.NotBuilt(method, Api + "/query", "PrometheusQuery", HostForm.Any);
            operations.NotBuilt(method, Api + "/query_range", "PrometheusQueryRange", HostForm.Any);
            operations.NotBuilt(method, Api + "/labels", "PrometheusLabels", HostForm.Any);
            operations.NotBuilt(method, Api + "/series", "PrometheusSeries", HostForm.Any);
        }
        operations.NotBuilt("GET", Api + "/label/{name}/values", "PrometheusLabelValues", HostForm.Any);
    }
}
