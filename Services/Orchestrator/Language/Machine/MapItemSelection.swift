package import MeshCore

/// How an item of a map becomes an input: `ItemSelector` over what the map state knew when it was entered.
package struct MapItemSelection: Sendable {
    let evaluation: StateEvaluation
    let fields: MapFields
    let enteredEvent: Int64

    /// The input of an item.
    ///
    /// - Parameter key: The item's name when the items came from an object.
    /// - Throws: A failure of the map's, not of the item's.
    package func input(of item: JSONValue, index: Int, key: String? = nil) throws(StateFailure) -> JSONValue {
        do {
            return try evaluation.itemInput(item, index: index, key: key, fields).value
        } catch {
            throw error.failure(ofState: evaluation.state.name, enteredAt: enteredEvent)
        }
    }
}
