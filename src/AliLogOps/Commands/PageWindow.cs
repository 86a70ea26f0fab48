using System.Management.Automation;

namespace AliLogOps.Commands;

/// <summary>What -Skip and -First leave of a list; without them, or in a cmdlet that does not page, all of it.</summary>
internal sealed class PageWindow(PagingParameters? paging)
{
    private ulong _toSkip = paging?.Skip ?? 0;
    private ulong _left = paging?.First ?? ulong.MaxValue;

    /// <summary>Whether nothing more is wanted.</summary>
    public bool IsOver => _left == 0;

    /// <summary>Whether the next item is to be written. Counts it.</summary>
    public bool Takes()
    {
        if (_toSkip > 0)
        {
            _toSkip--;
            return false;
        }

        if (_left == 0)
        {
            return false;
        }

        _left--;
        return true;
    }
}
