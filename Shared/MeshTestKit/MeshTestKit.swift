/// MeshTestKit
