import Logging
import MeshCore
import NIOCore

/// What the processes of one function share.
struct SandboxSurroundings: Sendable {
    let launcher: HandlerLauncher
    let shelf: CodeShelf
    let watcher: ProcessWatcher
    let work: BackgroundWork
    let log: FunctionLog
    /// What handlers may call.
    let mesh: HandlerMesh
    /// Carries the Runtime API.
    let eventLoop: any EventLoop
    let clock: any WallClock
    /// How long a process may take to ask for work.
    let startLimit: Duration
    let logger: Logger
}
