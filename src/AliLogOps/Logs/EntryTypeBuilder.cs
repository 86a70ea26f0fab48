using System.Reflection;
using System.Reflection.Emit;

namespace AliLogOps.Logs;

/// <summary>
/// Makes a class whose properties are the fields of logs. Such an object costs a tenth of a property bag, and every runspace and every
/// cmdlet treats it as one: it is an ordinary class with ordinary properties.
/// </summary>
internal static class EntryTypeBuilder
{
    /// <summary>Most properties and characters of a name for which a class is made.</summary>
    private const int MaximumProperties = 256;
    private const int MaximumName = 256;

    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private const MethodAttributes Accessor = MethodAttributes.Public | MethodAttributes.SpecialName | MethodAttributes.HideBySig;
    private static readonly string[] s_common = [nameof(LogEntry.Time), nameof(LogEntry.Source), nameof(LogEntry.Topic), nameof(LogEntry.ProjectName), nameof(LogEntry.LogstoreName)];

    /// <summary>Whether a class can have these properties. Names of logs may hold what the names of a class's members may not.</summary>
    public static bool CanHave(IReadOnlyList<string> names) =>
        names.Count <= MaximumProperties && names.All(name => name.Length <= MaximumName && !name.Contains('\0', StringComparison.Ordinal) && IsWellFormed(name));

    /// <summary>A function that makes logs of a new class from time, shard and texts.</summary>
    /// <param name="names">Names of the fields' properties, none twice in whatever case.</param>
    /// <param name="hasShard">Whether the class has the property ShardId.</param>
    public static Func<DateTimeOffset, int, string?[], LogEntry> ForEntries(IReadOnlyList<string> names, bool hasShard)
    {
        var type = Begin(typeof(LogEntry));
        // properties are shown in the order they are made, and those of the base class would come last
        foreach (var name in s_common)
        {
            Override(type, typeof(LogEntry).GetProperty(name, Members)!);
        }

        if (hasShard)
        {
            Forward(type, LogEntryBuilder.ShardKey, typeof(LogEntry).GetProperty("Shard", Members)!);
        }

        AddTexts(type, typeof(LogEntry), names, LogEntry.CommonTexts);
        return Finish<Func<DateTimeOffset, int, string?[], LogEntry>>(type, typeof(LogEntry));
    }

    /// <summary>A function that makes rows of a new class from texts.</summary>
    /// <param name="names">Names of the columns' properties, none twice in whatever case.</param>
    public static Func<string?[], LogQueryRow> ForRows(IReadOnlyList<string> names)
    {
        var type = Begin(typeof(LogQueryRow));
        AddTexts(type, typeof(LogQueryRow), names, 0);
        return Finish<Func<string?[], LogQueryRow>>(type, typeof(LogQueryRow));
    }

    // views and scripts know the base class; were this one called the same, [AliLogOps.LogEntry] could mean any of them
    private static TypeBuilder Begin(Type parent) =>
        AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("AliLogOps.Fields"), AssemblyBuilderAccess.Run)
            .DefineDynamicModule("AliLogOps.Fields")
            .DefineType(parent.FullName + "#Fields", TypeAttributes.Public | TypeAttributes.Sealed, parent);

    private static void Override(TypeBuilder type, PropertyInfo inherited)
    {
        var property = type.DefineProperty(inherited.Name, PropertyAttributes.None, inherited.PropertyType, null);
        property.SetGetMethod(Call(type, inherited.GetMethod!, "get_" + inherited.Name, Accessor | MethodAttributes.Virtual));
        property.SetSetMethod(Call(type, inherited.SetMethod!, "set_" + inherited.Name, Accessor | MethodAttributes.Virtual));
    }

    private static void Forward(TypeBuilder type, string name, PropertyInfo inherited)
    {
        var property = type.DefineProperty(name, PropertyAttributes.None, inherited.PropertyType, null);
        property.SetGetMethod(Call(type, inherited.GetMethod!, "get_" + name, Accessor));
        property.SetSetMethod(Call(type, inherited.SetMethod!, "set_" + name, Accessor));
    }

    // hands all arguments on to the method of the base class
    private static MethodBuilder Call(TypeBuilder type, MethodInfo inherited, string name, MethodAttributes attributes)
    {
        Type[] parameters = [.. inherited.GetParameters().Select(parameter => parameter.ParameterType)];
        var method = type.DefineMethod(name, attributes, inherited.ReturnType, parameters);
        var code = method.GetILGenerator();
        for (var argument = 0; argument <= parameters.Length; argument++)
        {
            code.Emit(OpCodes.Ldarg, (short)argument);
        }

        code.Emit(OpCodes.Call, inherited);
        code.Emit(OpCodes.Ret);
        return method;
    }

    private static void AddTexts(TypeBuilder type, Type parent, IReadOnlyList<string> names, int place)
    {
        var texts = parent.GetProperty("Texts", Members)!.GetMethod!;
        foreach (var name in names)
        {
            var property = type.DefineProperty(name, PropertyAttributes.None, typeof(string), null);
            property.SetGetMethod(Text(type, texts, "get_" + name, place, isSetter: false));
            property.SetSetMethod(Text(type, texts, "set_" + name, place, isSetter: true));
            place++;
        }
    }

    // reads or writes one place of the base class's texts
    private static MethodBuilder Text(TypeBuilder type, MethodInfo texts, string name, int place, bool isSetter)
    {
        var method = type.DefineMethod(name, Accessor, isSetter ? typeof(void) : typeof(string), isSetter ? [typeof(string)] : Type.EmptyTypes);
        var code = method.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Call, texts);
        code.Emit(OpCodes.Ldc_I4, place);
        if (isSetter)
        {
            code.Emit(OpCodes.Ldarg_1);
        }

        code.Emit(isSetter ? OpCodes.Stelem_Ref : OpCodes.Ldelem_Ref);
        code.Emit(OpCodes.Ret);
        return method;
    }

    private static T Finish<T>(TypeBuilder type, Type parent)
        where T : Delegate
    {
        var inherited = parent.GetConstructors(Members).Single();
        Type[] parameters = [.. inherited.GetParameters().Select(parameter => parameter.ParameterType)];
        var constructor = type.DefineConstructor(MethodAttributes.Private | MethodAttributes.HideBySig, CallingConventions.Standard, parameters);
        var code = constructor.GetILGenerator();
        for (var argument = 0; argument <= parameters.Length; argument++)
        {
            code.Emit(OpCodes.Ldarg, (short)argument);
        }

        code.Emit(OpCodes.Call, inherited);
        code.Emit(OpCodes.Ret);

        var create = type.DefineMethod("Create", MethodAttributes.Assembly | MethodAttributes.Static, parent, parameters);
        code = create.GetILGenerator();
        for (var argument = 0; argument < parameters.Length; argument++)
        {
            code.Emit(OpCodes.Ldarg, (short)argument);
        }

        code.Emit(OpCodes.Newobj, constructor);
        code.Emit(OpCodes.Ret);
        return type.CreateType().GetMethod("Create", BindingFlags.Static | BindingFlags.NonPublic)!.CreateDelegate<T>();
    }

    // halves of surrogate pairs would come back as other characters
    private static bool IsWellFormed(string name)
    {
        foreach (var rune in name.EnumerateRunes())
        {
            if (rune == System.Text.Rune.ReplacementChar)
            {
                return false;
            }
        }

        return true;
    }
}
