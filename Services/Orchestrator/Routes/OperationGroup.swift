/// Operations that belong together.
protocol OperationGroup {
    /// Each by its name.
    var handlers: [String: StepFunctionsHandlers.Handler] { get }
}
