using System.ComponentModel.DataAnnotations.Schema;
using System.Reflection;
using Furrow.Errors;

namespace Furrow.Seeds.Code;

/// <summary>Makes objects of rows.</summary>
internal static class RowObject
{
    /// <param name="type">What to make.</param>
    /// <param name="find">The place of a column by its name in C#; null where there is none.</param>
    /// <param name="get">The value at a place as a type.</param>
    public static object Create(Type type, Func<string, int?> find, Func<Type, int, object?> get)
    {
        ConstructorInfo? constructor = type.GetConstructors()
            .Where(candidate => candidate.GetParameters().All(parameter => find(parameter.Name!) is not null))
            .MaxBy(candidate => candidate.GetParameters().Length);
        if (constructor is null && !type.IsValueType)
        {
            throw new FurrowException(
                ErrorCode.SeedFailed, $"{type.Name} has no public constructor whose parameters are all columns.")
            {
                Hint = "Give it one without parameters, or name the parameters as the columns.",
            };
        }

        ParameterInfo[] parameters = constructor?.GetParameters() ?? [];
        object?[] arguments = Array.ConvertAll(parameters, p => get(p.ParameterType, find(p.Name!)!.Value));
        object made = constructor is null
            ? Activator.CreateInstance(type)!
            : constructor.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            string name = property.GetCustomAttribute<ColumnAttribute>(inherit: true)?.Name ?? property.Name;
            bool isGiven = Array.Exists(
                parameters, p => string.Equals(p.Name, property.Name, StringComparison.OrdinalIgnoreCase));
            if (!isGiven && property.SetMethod is { IsPublic: true } && find(name) is { } index)
            {
                property.SetValue(
                    made, get(property.PropertyType, index), BindingFlags.DoNotWrapExceptions, null, null, null);
            }
        }

        return made;
    }
}
