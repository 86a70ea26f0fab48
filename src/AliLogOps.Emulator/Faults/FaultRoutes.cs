using AliLogOps.Emulator.Clock;
using AliLogOps.Emulator.Control;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Faults;

/// <summary>The control API's routes of the dial.</summary>
internal sealed class FaultRoutes(EmulatorServices services)
{
    private const string Dial = "/_emulator/faults";
    private const string Rules = Dial + "/rules";

    public void AddTo(ControlRoutes control)
    {
        control.Add("GET", Dial, _ => Show());
        control.Add("PUT", Dial, request =>
        {
            DialFile.Apply(services, request.Json);
            return Show();
        });
        control.Add("DELETE", Dial, _ => Clear());
        control.Add("POST", Rules, Add);
        control.Add("DELETE", Rules + "/{name}", Remove);
        control.Add("GET", "/_emulator/operations", _ => Operations(), open: true);
    }

    private SlsResult Show()
    {
        return SlsResult.Json(writer => DialJson.Write(
            writer, services.Faults.Rules, services.Clock.Setting, services.Clock.GetUtcNow(), services.Visibility.Delays));
    }

    private SlsResult Clear()
    {
        services.Faults.Clear();
        services.Clock.Setting = ClockSetting.Real;
        services.Visibility.Delays = VisibilityDelays.None;
        return Show();
    }

    private SlsResult Add(ControlRequest request)
    {
        FaultRule rule = FaultRuleReader.Read(request.Json, services.OperationNames, services.Faults.NewName);
        services.Faults.Set(rule);
        return SlsResult.Json(writer => DialJson.WriteRule(writer, new FaultRuleState(rule, 0, 0)));
    }

    private SlsResult Remove(ControlRequest request)
    {
        string name = request.Route["name"];
        return services.Faults.Remove(name)
            ? SlsResult.Empty
            : throw new SlsError(404, "FaultNotExist", $"there is no fault rule '{name}'; GET {Dial} lists the rules").ToException();
    }

    private SlsResult Operations()
    {
        return SlsResult.Json(writer =>
        {
            writer.WriteStartArray();
            foreach (string name in services.OperationNames)
            {
                writer.WriteStringValue(name);
            }
            writer.WriteEndArray();
        });
    }
}
