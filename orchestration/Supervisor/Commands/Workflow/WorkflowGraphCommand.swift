import ArgumentParser

/// `orrery workflow graph`.
struct WorkflowGraphCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph", abstract: "Prints a definition as a graph, for Mermaid or for Graphviz.")

    @Argument(help: "A file with a definition, or the name of a workflow of this repository.")
    var file: String

    @Flag(help: "In Graphviz' language: … --dot | dot -Tsvg > workflow.svg")
    var dot = false

    func run() async throws {
        try await Terminal.report {
            let graph = DefinitionGraph(try WorkflowPlace.file(file).definition)
            Terminal.say(dot ? DOTText.text(graph) : MermaidText.text(graph))
        }
    }
}
