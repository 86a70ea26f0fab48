namespace AliLogOps.Emulator.Agents;

/// <summary>The latest warnings of an agent: what the real one writes to its run log. A repeated text is kept once.</summary>
internal sealed class AgentWarnings
{
    private const int MaxWarnings = 50;

    private readonly Lock _gate = new();
    private readonly List<string> _texts = [];

    /// <summary>The warnings, oldest first.</summary>
    public IReadOnlyList<string> Texts
    {
        get
        {
            lock (_gate)
            {
                return [.. _texts];
            }
        }
    }

    /// <summary>Adds a warning; the oldest goes when there are too many.</summary>
    public void Add(string text)
    {
        lock (_gate)
        {
            if (_texts.Contains(text))
            {
                return;
            }

            _texts.Add(text);
            if (_texts.Count > MaxWarnings)
            {
                _texts.RemoveAt(0);
            }
        }
    }
}
