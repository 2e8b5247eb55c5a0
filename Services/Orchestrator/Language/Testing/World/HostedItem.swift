/// Which item of which map run an execution works on.
struct HostedItem: Hashable, Sendable {
    /// The execution whose map it is.
    let parent: Int
    let run: MapRunID
    let index: Int
}
