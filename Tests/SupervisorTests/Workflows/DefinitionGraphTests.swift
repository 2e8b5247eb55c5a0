import MeshCore
import Testing

@testable import Supervisor

@Suite("The graph of a definition")
struct DefinitionGraphTests {
    static let definition: JSONValue = [
        "StartAt": "Look",
        "States": [
            "Look": [
                "Type": "Choice", "Choices": [["Variable": "$.a", "IsNull": true, "Next": "Each"]], "Default": "No",
            ],
            "Each": [
                "Type": "Map", "Next": "Call", "Catch": [["ErrorEquals": ["States.ALL"], "Next": "No"]],
                "ItemProcessor": ["StartAt": "In \"it\"", "States": ["In \"it\"": ["Type": "Pass", "End": true]]],
            ],
            "Call": ["Type": "Task", "Resource": "x", "End": true],
            "No": ["Type": "Fail"],
        ],
    ]

    @Test("is written for Mermaid")
    func mermaid() {
        #expect(
            MermaidText.text(DefinitionGraph(Self.definition)) == """
                flowchart TD
                    s0{"Look"}
                    subgraph s1 ["Each (Map)"]
                        s2["In #quot;it#quot;"]
                        b2((start)) --> s2
                        s2 --> e2((end))
                    end
                    s3["Call"]
                    s4[["No"]]
                    s0 -->|1| s1
                    s0 -->|else| s4
                    s1 --> s3
                    s1 -.->|"States.ALL"| s4
                    b0((start)) --> s0
                    s3 --> e3((end))
                    s4 --> e4((end))
                """)
    }

    @Test("is written for Graphviz")
    func dot() {
        let text = DOTText.text(DefinitionGraph(Self.definition))
        for line in [
            #"s0 [label="Look", shape=diamond];"#, "subgraph cluster_1 {", #"s2 [label="In \"it\""];"#, "s1 -> s2;",
            #"s0 -> s4 [label="else"];"#, #"s1 -> s4 [style=dashed, label="States.ALL"];"#,
        ] {
            #expect(text.contains(line), "\(line)\n\(text)")
        }
    }

    @Test("of what is no definition is empty")
    func nothing() {
        #expect(DefinitionGraph([]).states.isEmpty)
        #expect(DefinitionGraph(["StartAt": 1, "States": ["A": 1]]).ways.isEmpty)
    }
}
