namespace AliLogOps.Runner.Hosting;

/// <summary>Sends the formatter's lines to standard error until it is disposed.</summary>
internal sealed class ErrorRedirection : IDisposable
{
    private readonly RunnerUserInterface _ui;

    internal ErrorRedirection(RunnerUserInterface ui)
    {
        _ui = ui;
        _ui.Redirection = this;
    }

    /// <summary>Whether anything but empty lines came.</summary>
    internal bool Wrote { get; set; }

    public void Dispose() => _ui.Redirection = null;
}
