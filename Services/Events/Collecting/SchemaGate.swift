import EventCollection
import EventLog
import EventSchemas
import MeshCore
import Synchronization

/// Checks events by the schemas of their types before they are appended. Types without a schema pass.
final class SchemaGate: Sendable {
    private let store: SchemaStore
    private let catalogue: SharedSnapshot<SchemaCatalogue>
    /// Schemas that have been read, by their ids.
    private let read = Mutex<[Int64: SchemaDocument]>([:])

    /// More than there are types by default; then all are read again.
    private static let readLimit = 2000
    /// A hundredth of a second of a processor, as this is done for everybody who sends something.
    private static let limits = SchemaLimits(steps: 400_000, violations: 20)

    init(store: SchemaStore) {
        self.store = store
        catalogue = SharedSnapshot(store.store, of: .schemas, load: SchemaStore.catalogue)
    }

    /// The record of a draft, when it fits the schema of its event's type.
    ///
    /// - Throws: `StoreError` when the schemas cannot be read, ``EventsError/damagedRow(_:)``.
    func checked(_ draft: RecordDraft) throws -> RecordDraft {
        guard case .success(let record) = draft else { return draft }
        let errors = try faults(in: record.value, headers: record.headers)
        return errors.isEmpty ? draft : .failure(RecordRejection(errors))
    }

    /// Whether no type has a schema.
    ///
    /// - Throws: As ``checked(_:)``.
    var isEmpty: Bool {
        get throws { try catalogue.value().isEmpty }
    }

    /// What is wrong with the data of a record, by the schema of its event's type; nothing when it has none.
    ///
    /// - Throws: As ``checked(_:)``.
    func faults(in value: ArraySlice<UInt8>?, headers: [RecordHeader]) throws -> [FieldError] {
        guard let type = headers.text(of: EventHeaderName.type),
            let schema = try schema(of: type, named: headers.text(of: EventHeaderName.dataSchema))
        else { return [] }
        return try faults(in: value, schema)
    }

    /// Why a tracker's event does not fit the schemas of its name; nil when it does.
    ///
    /// - Throws: As ``checked(_:)``.
    func rejection(of event: CollectedEvent) throws -> Rejection? {
        let catalogue = try catalogue.value()
        guard !catalogue.isEmpty else { return nil }
        for type in CollectedType.all(name: event.name, site: event.site) {
            guard let schema = catalogue[type] else { continue }
            if let fault = try faults(in: event.json["data"] ?? .null, schema).first {
                return Rejection(.schema, field: fault.field, fault.message)
            }
        }
        return nil
    }

    /// The schema by which an event is checked: the version of its type that it names, else the newest.
    private func schema(of type: String, named reference: String?) throws -> RegisteredSchema? {
        guard let latest = try catalogue.value()[type] else { return nil }
        guard let reference, let version = SchemaReference.version(in: reference, of: type) else { return latest }
        return try store.schema(type, version: version) ?? latest
    }

    private func faults(in data: ArraySlice<UInt8>?, _ schema: RegisteredSchema) throws -> [FieldError] {
        guard let data else {
            return [FieldError(field: "", code: "required", message: "Events of this type have data.")]
        }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: data)
        } catch {
            return [FieldError(field: "", code: "malformed_json", message: "The data is no JSON: \(error).")]
        }
        return try faults(in: value, schema)
    }

    private func faults(in value: JSONValue, _ schema: RegisteredSchema) throws -> [FieldError] {
        let document = try document(of: schema)
        do {
            guard try !document.accepts(value, limits: Self.limits) else { return [] }
            return try document.report(on: value, limits: Self.limits).violations.map(\.fieldError)
        } catch {
            return [FieldError(field: "", code: "too_complex", message: "\(error)")]
        }
    }

    private func document(of schema: RegisteredSchema) throws -> SchemaDocument {
        if let document = read.withLock({ $0[schema.id] }) { return document }
        let document: SchemaDocument
        do {
            document = try SchemaDocument(schema.document)
        } catch {
            throw EventsError.damagedRow("schema_version \(schema.id): \(error)")
        }
        read.withLock { read in
            if read.count >= Self.readLimit { read.removeAll(keepingCapacity: true) }
            read[schema.id] = document
        }
        return document
    }
}
