import EventLog
import KafkaBroker
import MeshCore
import MeshStore

/// Holds what producers of Kafka send to the schemas of its types, as what comes over HTTP is.
struct SchemaInspector: RecordInspector {
    let gate: SchemaGate

    func isNeeded() throws -> Bool { try Self.told { try !gate.isEmpty } }

    func fault(in record: StoredRecord) throws -> String? {
        let faults = try Self.told { try gate.faults(in: record.value, headers: record.headers) }
        return faults.first.map { fault in fault.field.isEmpty ? fault.message : "\(fault.field): \(fault.message)" }
    }

    /// The broker knows the errors of the log: with these, producers try again.
    private static func told<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as StoreError {
            throw EventLogError.metadata(error)
        }
    }
}
