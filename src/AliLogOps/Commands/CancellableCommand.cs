using System.Collections.Concurrent;
using System.Management.Automation;
using AliLogOps.Client;
using AliLogOps.Errors;

namespace AliLogOps.Commands;

/// <summary>
/// Base of every cmdlet that waits. The client is asynchronous throughout; the pipeline thread blocks here and nowhere else, with a
/// token that Ctrl+C cancels. Whatever is fetched is fetched inside these methods and written after them, so that an error of the
/// next command in the pipeline is never taken for one of ours.
/// </summary>
public abstract class CancellableCommand : PSCmdlet, IDisposable
{
    private const int TraceIntervalMilliseconds = 200;

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<RequestTrace> _traces = new();
    private readonly Action<RequestTrace> _keepTrace;

    protected CancellableCommand()
    {
        _keepTrace = _traces.Enqueue;
    }

    /// <summary>Cancelled when the pipeline is stopped.</summary>
    protected CancellationToken StopToken => _stop.Token;

    /// <summary>Whether writes are only described, by -WhatIf or by the preference.</summary>
    protected bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var bound)
        ? LanguagePrimitives.IsTrue(bound)
        : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference", false));

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        try
        {
            // not awaited: this is the stopping thread, and it must not run the continuations itself
            _ = _stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // the command ended at the same moment
        }
    }

    /// <summary>Runs the work and waits for it, passing on its request lines to the verbose stream.</summary>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped.</exception>
    /// <exception cref="LogServiceException">The service refused or could not be reached.</exception>
    protected T Wait<T>(Func<CancellationToken, Task<T>> work)
    {
        using var scope = RequestTraceSink.Use(_keepTrace);
        try
        {
            var task = work(StopToken);
            Pump(task);
            return task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            WriteTraces();
        }
    }

    /// <summary>As the other form, for work without a result.</summary>
    protected void Wait(Func<CancellationToken, Task> work) => Wait(async token =>
    {
        await work(token).ConfigureAwait(false);
        return true;
    });

    /// <summary>Runs the work for one target; a failure becomes an error record about that target, and false.</summary>
    protected bool TryWait<T>(object? target, Func<CancellationToken, Task<T>> work, out T result)
    {
        ErrorRecord error;
        try
        {
            result = Wait(work);
            return true;
        }
        catch (LogServiceException problem)
        {
            error = ErrorRecords.FromService(problem, target);
        }
        catch (OperationCanceledException problem)
        {
            error = ErrorRecords.Timeout(problem, target);
        }
        catch (ArgumentException problem)
        {
            error = ErrorRecords.InvalidArgument(problem, target);
        }

        result = default!;
        WriteError(error);
        return false;
    }

    /// <summary>As the other form, for work without a result.</summary>
    protected bool TryWait(object? target, Func<CancellationToken, Task> work) => TryWait(
        target,
        async token =>
        {
            await work(token).ConfigureAwait(false);
            return true;
        },
        out _);

    /// <summary>Fetches one object and writes it.</summary>
    protected void WriteItem<T>(object? target, Func<CancellationToken, Task<T>> work)
    {
        if (TryWait(target, work, out var item))
        {
            WriteObject(item);
        }
    }

    /// <summary>Fetches objects one after the other and hands each on before the next is asked for. False when it ended with an error.</summary>
    protected bool ForEachItem<T>(object? target, Func<CancellationToken, IAsyncEnumerable<T>> work, Action<T> use) => ForEachItem(target, work, item =>
    {
        use(item);
        return true;
    });

    /// <summary>As the other form; asks for no more once <paramref name="use"/> says false.</summary>
    protected bool ForEachItem<T>(object? target, Func<CancellationToken, IAsyncEnumerable<T>> work, Func<T, bool> use)
    {
        var items = work(StopToken).GetAsyncEnumerator(StopToken);
        try
        {
            while (TryWait(target, async _ => await items.MoveNextAsync().ConfigureAwait(false), out var more))
            {
                if (!more)
                {
                    return true;
                }

                if (!use(items.Current))
                {
                    return true;
                }
            }

            return false;
        }
        finally
        {
            items.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>Called now and then on the pipeline thread while work is waited for, to show how far it is.</summary>
    protected virtual void OnWaiting()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the command holds; the engine calls it also when EndProcessing was skipped.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            // what was fetched ahead for a pipeline that ended early is wanted by nobody
            _stop.Cancel();
            _stop.Dispose();
        }
    }

    private void Pump(Task task)
    {
        try
        {
            while (Task.WaitAny([task], TraceIntervalMilliseconds) < 0)
            {
                WriteTraces();
                OnWaiting();
            }
        }
        catch
        {
            // the verbose stream refused (-Verbose with a stop, or a preference that ends the command): nothing may go on behind it
            _stop.Cancel();
            Task.WaitAny(task);
            throw;
        }
    }

    private void WriteTraces()
    {
        while (_traces.TryDequeue(out var trace))
        {
            WriteVerbose(RequestTraceSink.Describe(trace));
        }
    }
}
