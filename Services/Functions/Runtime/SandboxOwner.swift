/// Who hears what becomes of a process.
protocol SandboxOwner: Sendable {
    /// It asks for work.
    func sandboxIsReady(_ sandbox: Sandbox) async
    /// It ended before it asked for work.
    func sandbox(_ sandbox: Sandbox, couldNotStart failure: StartFailure) async
    /// It has ended.
    func sandboxHasEnded(_ sandbox: Sandbox) async
}
