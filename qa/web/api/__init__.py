"""What programs call: Gradio endpoints and MCP tools."""
