/// One instance of a service out of a table: for who must reach the very instance that holds something.
package struct SingleInstanceSource: EndpointSource {
    private let source: any EndpointSource
    private let service: String
    private let instance: String

    /// - Parameters:
    ///   - source: Knows all instances.
    ///   - service: The name of the service in the table.
    ///   - instance: The id of the one instance; while the table has none of that id, there is no endpoint.
    package init(_ source: any EndpointSource, service: String, instance: String) {
        self.source = source
        self.service = service
        self.instance = instance
    }

    package var current: EndpointTable { narrowed(source.current) }

    package func subscribe(_ onChange: @escaping @Sendable (EndpointTable) -> Void) -> EndpointSubscription {
        source.subscribe { table in onChange(narrowed(table)) }
    }

    private func narrowed(_ table: EndpointTable) -> EndpointTable {
        let endpoints = (table.services[service] ?? []).filter { $0.instance == instance }
        return EndpointTable(revision: table.revision, services: [service: endpoints])
    }
}
