/// A distributed map to be run: each item, or each batch of items, as an execution of its own.
///
/// ``ExecutionMachine/mapRun(_:)`` makes it again from the state of the parent, for who takes a run over.
package struct MapRunOrder: Sendable {
    package let id: MapRunID
    /// `arn:aws:states:REGION:ACCOUNT:mapRun:MACHINE/LABEL:UUID`.
    package let arn: String
    /// What stands between the machine's name and its children's: the state's `Label`, or one made from its name.
    package let label: String
    package let stateName: String
    package let source: MapItemSource
    /// How items become the inputs of the children.
    package let selection: MapItemSelection
    package let batching: MapItemBatching?
    package let resultWriter: MapResultWriter?
    /// How many children run at once; 0 leaves it to the engine (at most 10,000).
    package let maxConcurrency: Int
    package let tolerance: FailureTolerance
    package let executionType: MapExecutionType
    /// What the children run.
    package let definition: Definition
    /// How often the run has been started again after a failure: only what did not succeed is done again.
    package let redriveCount: Int
}
