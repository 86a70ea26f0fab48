namespace AliLogOps.Emulator.Agents.StreamLog;

/// <summary>One parsed line. All spans point into the line that was parsed, so it lives no longer than the line does.</summary>
internal readonly ref struct StreamLogLine
{
    /// <summary>The first token, also when it is an unknown version.</summary>
    public ReadOnlySpan<byte> Version { get; init; }

    /// <summary>The format of the line; null unless the verdict is <see cref="StreamLogVerdict.Log"/>.</summary>
    public StreamLogFormat? Format { get; init; }

    /// <summary>The word that selects the config.</summary>
    public ReadOnlySpan<byte> Tag { get; init; }

    /// <summary>Unix time in seconds: the time of the log.</summary>
    public uint Time { get; init; }

    /// <summary>The sender's address as the line says it; may be empty.</summary>
    public ReadOnlySpan<byte> Ip { get; init; }

    /// <summary>The field tokens with the single blanks between them; <see cref="Fields"/> takes them apart.</summary>
    public ReadOnlySpan<byte> FieldText { get; init; }

    /// <summary>The rest of the line, leading blanks included; may be empty.</summary>
    public ReadOnlySpan<byte> Message { get; init; }

    /// <summary>The values of the fields, in the order of <see cref="StreamLogFormat.Fields"/>.</summary>
    public FieldEnumerator Fields => new(FieldText, Format?.Fields.Count ?? 0);

    /// <summary>Walks the field tokens without allocating.</summary>
    internal ref struct FieldEnumerator
    {
        private readonly int _count;
        private ReadOnlySpan<byte> _rest;

        internal FieldEnumerator(ReadOnlySpan<byte> text, int count)
        {
            _rest = text;
            _count = count;
            Index = -1;
        }

        /// <summary>The position of the current field in its format.</summary>
        public int Index { get; private set; }

        /// <summary>The current value.</summary>
        public ReadOnlySpan<byte> Current { get; private set; }

        public readonly FieldEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (Index + 1 >= _count)
            {
                return false;
            }

            Index++;
            int blank = _rest.IndexOf((byte)' ');
            Current = blank < 0 ? _rest : _rest[..blank];
            _rest = blank < 0 ? default : _rest[(blank + 1)..];
            return true;
        }
    }
}
