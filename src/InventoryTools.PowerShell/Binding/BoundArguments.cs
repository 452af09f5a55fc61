using System.Collections;
using System.Management.Automation.Language;

namespace InventoryTools.Binding;

/// <summary>The arguments of a command that is not run, for completers.</summary>
internal static class BoundArguments
{
    /// <summary>The values of the arguments that have one without running anything, by their parameters.</summary>
    public static Hashtable Of(CommandAst command)
    {
        Hashtable bound = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, ParameterBindingResult> one in
            StaticParameterBinder.BindCommand(command, resolve: true).BoundParameters)
        {
            bound[one.Key] = one.Value.ConstantValue ?? Value(one.Value.Value);
        }

        return bound;
    }

    /// <summary>The value of a constant or of a variable of the session; null for everything else.</summary>
    public static object? Value(Ast? expression)
    {
        if (expression is VariableExpressionAst variable)
        {
            return SessionPath.Variable(variable.VariablePath.UserPath);
        }

        try
        {
            return (expression as ExpressionAst)?.SafeGetValue();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
