namespace AliLogOps.Emulator.Sql.Syntax;

/// <content>An expression inside of another language.</content>
internal sealed partial class SqlParser
{
    /// <summary>Reads one expression.</summary>
    /// <param name="index">Place of its first token; afterwards of the token that is no longer part of it.</param>
    /// <exception cref="SqlRefusedException">There is no expression, or it exceeds a limit.</exception>
    /// <exception cref="SqlNotBuiltException">The expression is the service's, but not built.</exception>
    public static SqlExpression ParseExpression(List<SqlToken> tokens, ref int index)
    {
        SqlParser parser = new(tokens) { _index = index };
        SqlExpression expression = parser.ParseExpression();
        index = parser._index;
        return expression;
    }
}
