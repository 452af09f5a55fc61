using System.Reflection;
using System.Runtime.CompilerServices;

namespace InventoryTools.WindowsPowerShell;

/// <summary>
/// Compiles every method of the assemblies that load with the module, and names the types that can't be compiled: they
/// need an assembly that only the module's hook finds.
/// </summary>
internal static class Sweep
{
    private const BindingFlags All =
        BindingFlags.DeclaredOnly
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.Public
        | BindingFlags.NonPublic;

    public static int Run(string folder)
    {
        int compiled = 0;
        foreach (string name in new[] { "InventoryTools.Core", "InventoryTools" })
        {
            // The import asks for all types, so this must not fail.
            Type[] types = Assembly.LoadFrom(Path.Combine(folder, name + ".dll")).GetTypes();

            // To compile the class of the hook sets it.
            foreach (Type type in types.OrderBy(type => Outermost(type).Name == "PrivateAssemblies"))
            {
                try
                {
                    foreach (MethodBase method in MethodsOf(type.IsGenericTypeDefinition ? Close(type) : type))
                    {
                        try
                        {
                            Compile(method);
                            compiled++;
                        }
                        catch (Exception error)
                        {
                            Tell(type, method.Name, error);
                        }
                    }
                }
                catch (Exception error)
                {
                    Tell(type, "*", error);
                }
            }
        }

        Console.WriteLine($"{compiled} compiled");
        return 0;
    }

    private static void Tell(Type type, string member, Exception error)
    {
        string reason = error.Message.Split('\r', '\n')[0];
        Console.WriteLine(
            $"{Outermost(type).FullName}\t{type.Name}.{member}\t{error.GetType().Name}: {reason}");
    }

    private static Type Outermost(Type type) => type.DeclaringType is Type outer ? Outermost(outer) : type;

    private static IEnumerable<MethodBase> MethodsOf(Type type) => type.GetMethods(All).Cast<MethodBase>()
        .Concat(type.GetConstructors(All))
        .Where(method => !method.IsAbstract
            && (method.Attributes & MethodAttributes.PinvokeImpl) == 0
            && (method.GetMethodImplementationFlags() & MethodImplAttributes.Runtime) == 0)
        .Select(method => method.IsGenericMethodDefinition ? Close((MethodInfo)method) : method);

    // .NET Framework compiles a method when it is prepared; Mono does so when its address is asked for.
    private static void Compile(MethodBase method)
    {
        RuntimeTypeHandle[] arguments = (
            method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : Type.EmptyTypes)
            .Concat(method.IsGenericMethod ? method.GetGenericArguments() : Type.EmptyTypes)
            .Select(argument => argument.TypeHandle)
            .ToArray();
        if (arguments.Length == 0)
        {
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
        }
        else if (Type.GetType("Mono.Runtime") is null)
        {
            RuntimeHelpers.PrepareMethod(method.MethodHandle, arguments);
        }

        method.MethodHandle.GetFunctionPointer();
    }

    private static Type Close(Type type) => type.MakeGenericType([.. type.GetGenericArguments().Select(Argument)]);

    private static MethodInfo Close(MethodInfo method) =>
        method.MakeGenericMethod([.. method.GetGenericArguments().Select(Argument)]);

    private static Type Argument(Type parameter)
    {
        Type[] constraints = parameter.GetGenericParameterConstraints();
        bool isValue =
            (parameter.GenericParameterAttributes & GenericParameterAttributes.NotNullableValueTypeConstraint) != 0;
        return isValue ? constraints.Contains(typeof(Enum)) ? typeof(DayOfWeek) : typeof(int)
            : constraints.FirstOrDefault(constraint => !constraint.IsInterface) ?? typeof(object);
    }
}
